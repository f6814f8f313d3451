namespace BatchGen.Code.Tests.Outlines;

public sealed class CppOutlineTests
{
    private const string Sample = """
        #include <vector>
        #include "order.h"

        #define MAX(a, b) \
          ((a) > (b) ? (a) : (b))

        namespace shop {

        // One order.
        template <typename T>
        class Order : public Priced {
        public:
          explicit Order(int number);

          int total() const {
            int sum = 1'000;
            for (auto &line : lines) {
              sum += line.amount;
            }
            const char *text = R"sql(
              } class Fake {
            )sql";
            return sum;
          }

        private:
          std::vector<Line> lines;
        };

        struct line *find(int number) {
          if (number == '}') return nullptr;
          return table[number];
        }

        #ifdef _WIN32
        int separator() { return '\\'; }
        #else
        int separator() { return '/'; }
        #endif

        }  // namespace shop

        static int
        main(int argc, char **argv)
        {
          return 0;
        }
        """;

    [Fact]
    public void Read_PartsAtDeclarationsMembersAndStatements_WhenGivenASourceFile() =>
        Assert.Equal(
            [
                "Declaration: #include \"order.h\"",
                "Declaration: #define MAX(a, b) \\",
                "Declaration: namespace shop {",
                "Member: int total() const {",
                "Statement: for (auto &line : lines) {",
                "Statement: const char *text = R\"sql(",
                "Statement: return sum;",
                "Member: private:",
                "Declaration: struct line *find(int number) {",
                "Statement: return table[number];",
                "Declaration: #ifdef _WIN32",
                "Declaration: static int",
            ],
            OutlineText.GetBoundaries("cpp", Sample));

    [Theory]
    [InlineData("namespace a VISIBLE(all) {\nclass A {\n  int b;\n  int c;\n};\n}\n", "Member: int c;")]
    [InlineData("extern \"C\" {\nint a();\nint b();\n}\n", "Declaration: int b();")]
    [InlineData("extern int a(int b) {\n  c();\n  d();\n}\n", "Statement: d();")]
    [InlineData("struct A *b(int c) {\n  d();\n  e();\n}\n", "Statement: e();")]
    public void Read_KnowsABodyByItsHead_WhenTheHeadIsUnusual(string text, string expected) =>
        Assert.Equal([expected], OutlineText.GetBoundaries("cpp", text));

    [Fact]
    public void Read_EndsAnImportWithItsLine_WhenADirectiveFollows() =>
        Assert.Equal(["#include <a>"], OutlineText.GetImports("cpp", "#if A\n#include <a>\n#endif\nint b;\n"));

    [Fact]
    public void Read_FindsTheImports_WhenThereAreSome() =>
        Assert.Equal(["#include <vector>", "#include \"order.h\""], OutlineText.GetImports("cpp", Sample));

    [Fact]
    public void Read_NamesWhatEnclosesAPlace_WhenAskedForIt() =>
        Assert.Equal(
            ["namespace shop", "template <typename T> class Order : public Priced", "int total() const", "for (auto &line : lines)"],
            OutlineText.GetScopes("cpp", Sample, "sum += line.amount;"));
}
