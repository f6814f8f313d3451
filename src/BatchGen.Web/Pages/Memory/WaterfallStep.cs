namespace BatchGen.Web.Pages.Memory;

/// <summary>One step of the waterfall: a part as it was found beside the same part as recommended.</summary>
/// <param name="Lever">What makes the difference, in a few words.</param>
public sealed record WaterfallStep(string Name, string AsFound, string Recommended, string Lever, WaterfallBar Found, WaterfallBar Advised)
{
    public long SavedBytes => Found.Bytes - Advised.Bytes;
}
