using BatchGen.Batches.Data;
using BatchGen.Batches.Queries;
using BatchGen.Code.Parsing;
using BatchGen.Web.Pages.BatchView;
using Bunit;

namespace BatchGen.Web.Tests.Pages.BatchView;

public sealed class ItemLineageTests : PageTestBase
{
    [Theory]
    [InlineData(PieceState.Succeeded, "Done")]
    [InlineData(PieceState.Failed, "Failed")]
    [InlineData(PieceState.Pending, "Waiting")]
    public void Render_SaysWhatBecameOfAPiece(PieceState state, string word)
    {
        var row = RenderPieces(Piece(0, 1) with { State = state, ErrorMessage = "It ended." }).Find("tbody tr");

        Assert.Contains(word, row.TextContent, StringComparison.Ordinal);
        Assert.Contains("It ended.", row.InnerHtml, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0, 2, "2 of 2")]
    [InlineData(1, 1, "joining 1")]
    public void Render_TellsPartsFromWhatJoinsThem(int round, int number, string words)
    {
        var lineage = RenderPieces(Piece(0, 1), Piece(0, 2), Piece(1, 1));

        Assert.Contains(words, lineage.FindAll("tbody tr")[round == 0 ? number - 1 : 2].TextContent, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true, "7–9")]
    [InlineData(false, "")]
    public void Render_NamesTheLinesOfTheAnswer_WhereTheyAreItsOwn(bool hasLines, string words) =>
        Assert.Equal(words, RenderPieces(Piece(0, 1) with { Result = hasLines ? new LineSpan(7, 9) : null }).FindAll("td")[4].TextContent);

    private IRenderedComponent<ItemLineage> RenderPieces(params PieceSummary[] pieces) =>
        Render<ItemLineage>(parameters => parameters.Add(lineage => lineage.Pieces, pieces));

    private static PieceSummary Piece(int round, int number) =>
        new(round, number, PieceState.Succeeded, 1, 20, 100, 120, 80, "stop", null, null, null, null, []);
}
