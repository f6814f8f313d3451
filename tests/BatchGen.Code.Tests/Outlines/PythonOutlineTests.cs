namespace BatchGen.Code.Tests.Outlines;

public sealed class PythonOutlineTests
{
    private const string Sample = """"
        """Orders of the shop."""

        import os
        from decimal import (
            Decimal,
            ROUND_HALF_UP,
        )

        # The rate applies
        # to every order.
        RATE = Decimal("0.19")


        @dataclass
        class Order:
            """One order: def not_a_function(): pass"""

            number: int

            # Sums the lines.
            def total(self):
                total = 0
                for line in self.lines:
                    total += line.amount
                else:
                    audit(
                        "done",
                        total,
                    )

                return total

            @property
            @cached
            async def tax(self):
                text = """
        def fake():
            pass
        """
                if self.free:
                    return 0
                elif self.reduced:
                    return 1
                return 2


        def load(path):
            return [
                parse(line)
                for line in open(path)
            ]


        if __name__ == "__main__":
            load(os.environ["ORDERS"])
        """";

    [Fact]
    public void Read_PartsAtDeclarationsMembersAndStatements_WhenGivenASourceFile() =>
        Assert.Equal(
            [
                "Declaration: import os",
                "Declaration: from decimal import (",
                "Declaration: # The rate applies",
                "Declaration: @dataclass",
                "Member: number: int",
                "Member: # Sums the lines.",
                "Statement: for line in self.lines:",
                "Statement: return total",
                "Member: @property",
                "Statement: if self.free:",
                "Statement: return 2",
                "Declaration: def load(path):",
                "Declaration: if __name__ == \"__main__\":",
            ],
            OutlineText.GetBoundaries("python", Sample));

    [Fact]
    public void Read_FindsTheImports_WhenThereAreSome() =>
        Assert.Equal(["import os", "from decimal import ( Decimal, ROUND_HALF_UP, )"], OutlineText.GetImports("python", Sample));

    [Fact]
    public void Read_NamesWhatEnclosesAPlace_WhenAskedForIt() =>
        Assert.Equal(["class Order:", "async def tax(self):", "elif self.reduced:"], OutlineText.GetScopes("python", Sample, "return 1"));
}
