namespace BatchGen.Code.Tests.Outlines;

public sealed class GoOutlineTests
{
    private const string Sample = """
        package shop

        import (
        	"fmt"
        	"os"
        )

        // Order is one order.
        type Order struct {
        	Number int
        	Lines  []Line
        }

        type Priced interface {
        	Price() int
        }

        // Total sums the lines.
        func (o *Order) Total() int {
        	sum := 0
        	for _, line := range o.Lines {
        		sum += line.Amount
        	}
        	*counter = sum
        	text := `
        func fake() {
        `
        	return sum
        }

        func main() {
        	fmt.Println(load(os.Args[1]))
        }
        """;

    [Fact]
    public void Read_PartsAtDeclarationsMembersAndStatements_WhenGivenASourceFile() =>
        Assert.Equal(
            [
                "Declaration: import (",
                "Declaration: // Order is one order.",
                "Member: Lines  []Line",
                "Declaration: type Priced interface {",
                "Declaration: // Total sums the lines.",
                "Statement: for _, line := range o.Lines {",
                "Statement: *counter = sum",
                "Statement: text := `",
                "Statement: return sum",
                "Declaration: func main() {",
            ],
            OutlineText.GetBoundaries("go", Sample));

    [Fact]
    public void Read_FindsTheImports_WhenThereAreSome() =>
        Assert.Equal(["package shop", "import ( \"fmt\" \"os\" )"], OutlineText.GetImports("go", Sample));

    [Fact]
    public void Read_NamesWhatEnclosesAPlace_WhenAskedForIt() =>
        Assert.Equal(["func (o *Order) Total() int", "for _, line := range o.Lines"], OutlineText.GetScopes("go", Sample, "sum += line.Amount"));
}
