using System.Globalization;
using System.Resources;
using System.Text.RegularExpressions;
using BatchGen.Web.Localization;

namespace BatchGen.EndToEnd;

/// <summary>Words of the pages, for a test that finds its way in each language.</summary>
internal static class Words
{
    /// <summary>Any language's words for one key of a room; what stands for a value matches anything.</summary>
    public static Regex Pattern<TRoom>(string key)
    {
        var room = new ResourceManager(typeof(TRoom));
        var spoken = Language.All.Select(language => room.GetString(key, CultureInfo.GetCultureInfo(language.Name))!);
        return new Regex(string.Join('|', spoken.Select(words => Regex.Replace(Regex.Escape(words), @"\\\{\d[^}]*\}", ".*"))));
    }
}
