using System.Globalization;

namespace BatchGen.Web.Localization;

/// <summary>A language that every page speaks.</summary>
/// <param name="Name">The culture, e.g. "zh-CN".</param>
/// <param name="Word">What its readers call it.</param>
public sealed record Language(string Name, string Word)
{
    public static readonly Language English = new("en", "English");

    /// <summary>The first is spoken to whoever asks for none of them.</summary>
    public static readonly IReadOnlyList<Language> All = [English, new("zh-CN", "简体中文")];

    /// <summary>"en-GB" is still English.</summary>
    public bool IsCurrent => CultureInfo.CurrentUICulture.Name.StartsWith(Name, StringComparison.OrdinalIgnoreCase);
}
