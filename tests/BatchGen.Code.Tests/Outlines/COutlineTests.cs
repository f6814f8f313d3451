namespace BatchGen.Code.Tests.Outlines;

public sealed class COutlineTests
{
    private const string Sample = """
        #include <stdio.h>

        /* One order. */
        struct order {
            int number;
            char name[32];
        };

        static const char *names[] = {
            "first",
            "second",
        };

        struct order *find(int number)
        {
            int i;

            for (i = 0; i < 2; i++) {
                if (names[i][0] == '{')
                    return NULL;
            }
            return table + number;
        }

        typedef enum {
            OPEN,
            PAID
        } state;
        """;

    [Fact]
    public void Read_PartsAtDeclarationsMembersAndStatements_WhenGivenASourceFile() =>
        Assert.Equal(
            [
                "Declaration: /* One order. */",
                "Member: char name[32];",
                "Declaration: static const char *names[] = {",
                "Statement: \"second\",",
                "Declaration: struct order *find(int number)",
                "Statement: for (i = 0; i < 2; i++) {",
                "Statement: return table + number;",
                "Declaration: typedef enum {",
                "Member: PAID",
            ],
            OutlineText.GetBoundaries("c", Sample));

    [Fact]
    public void Read_FindsTheImports_WhenThereAreSome() =>
        Assert.Equal(["#include <stdio.h>"], OutlineText.GetImports("c", Sample));

    [Fact]
    public void Read_NamesWhatEnclosesAPlace_WhenAskedForIt() =>
        Assert.Equal(["struct order *find(int number)", "for (i = 0; i < 2; i++)"], OutlineText.GetScopes("c", Sample, "return NULL;"));
}
