using System.Globalization;
using BatchGen.Batches.Notices;
using BatchGen.Inference.Sentences;
using BatchGen.Web.Localization;

namespace BatchGen.Web.Sentences;

/// <summary>Notices speak as the pages do.</summary>
internal sealed class SpokenNotices : INoticeVoice
{
    public string Say(Sentence sentence, string? language)
    {
        var spoken = Language.All.FirstOrDefault(known => string.Equals(known.Name, language, StringComparison.OrdinalIgnoreCase)) ?? Language.All[0];
        var before = (CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture);
        try
        {
            CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo(spoken.Name);
            return SpokenSentence.Of(sentence);
        }
        finally
        {
            (CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture) = before;
        }
    }
}
