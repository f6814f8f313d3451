namespace BatchGen.Code.Tests.Outlines;

public sealed class MarkdownOutlineTests
{
    private const string Sample = """
        ---
        title: Orders

        author: none
        ---

        # Orders

        What an order is.

        ## Totals

        A total is the sum of its lines.

        - one
        - two

        ```python
        # Not a heading

        def total():
            pass
        ```

        ### Rounding

        Half up.

        Delivery
        --------

        By post.
        """;

    [Fact]
    public void Read_PartsAtDeclarationsMembersAndStatements_WhenGivenASourceFile() =>
        Assert.Equal(
            [
                "Declaration: # Orders",
                "Statement: What an order is.",
                "Declaration+1: ## Totals",
                "Statement: A total is the sum of its lines.",
                "Statement: - one",
                "Statement: ```python",
                "Member+2: ### Rounding",
                "Statement: Half up.",
                "Declaration+1: Delivery",
                "Statement: By post.",
            ],
            OutlineText.GetBoundaries("markdown", Sample));

    [Fact]
    public void Read_NamesWhatEnclosesAPlace_WhenAskedForIt() =>
        Assert.Equal(["# Orders", "## Totals", "### Rounding"], OutlineText.GetScopes("markdown", Sample, "Half up."));
}
