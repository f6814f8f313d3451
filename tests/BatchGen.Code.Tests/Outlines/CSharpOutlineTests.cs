namespace BatchGen.Code.Tests.Outlines;

public sealed class CSharpOutlineTests
{
    private const string Sample = """"
        using System;
        using System.Collections.Generic;

        namespace Shop;

        /// <summary>One order.</summary>
        [Serializable]
        public sealed class Order(int number) : IPriced
        {
            private readonly List<Line> _lines = [];

            // What it costs.
            public decimal Total
            {
                get
                {
                    var sum = 0m;
                    foreach (var line in _lines)
                    {
                        sum += line.Amount;
                        Audit(line);
                    }

                    return sum;
                }

                set => throw new NotSupportedException();
            }

            #region Saving

            public void Save(string path)
            {
                var text = $$"""class Fake { {{path}} }""";
                if (path.Length == 0)
                {
                    return;
                }
                else
                {
                    Write(text);
                }

                switch (path[0])
                {
                    case '{':
                        Write("}");
                        break;
                    default:
                        break;
                }
            }

            #endregion

            private enum State
            {
                Open,
                Paid,
            }
        }

        #if DEBUG
        internal static class Audit
        {
            public static void Write(string text) => Console.WriteLine(text);
        }
        #endif

        public interface IPriced
        {
            decimal Total { get; }
        }
        """";

    [Fact]
    public void Read_PartsAtDeclarationsMembersAndStatements_WhenGivenASourceFile() =>
        Assert.Equal(
            [
                "Declaration: using System.Collections.Generic;",
                "Declaration: namespace Shop;",
                "Declaration: /// <summary>One order.</summary>",
                "Member: // What it costs.",
                "Statement+1: foreach (var line in _lines)",
                "Statement+2: Audit(line);",
                "Statement+1: return sum;",
                "Statement: set => throw new NotSupportedException();",
                "Member: #region Saving",
                "Statement: if (path.Length == 0)",
                "Statement: switch (path[0])",
                "Statement+1: break;",
                "Statement+1: default:",
                "Member: private enum State",
                "Member+1: Paid,",
                "Declaration: #if DEBUG",
                "Declaration: public interface IPriced",
            ],
            OutlineText.GetBoundaries("csharp", Sample));

    [Fact]
    public void Read_FindsTheImports_WhenThereAreSome() =>
        Assert.Equal(["using System;", "using System.Collections.Generic;"], OutlineText.GetImports("csharp", Sample));

    [Fact]
    public void Read_NamesWhatEnclosesAPlace_WhenAskedForIt() =>
        Assert.Equal(
            ["namespace Shop", "[Serializable] public sealed class Order(int number) : IPriced", "public decimal Total", "get", "foreach (var line in _lines)"],
            OutlineText.GetScopes("csharp", Sample, "Audit(line);"));
}
