using System.Globalization;
using System.Resources;

namespace BatchGen.Web.Localization;

/// <summary>A room's texts for code that no container makes, in the language of whoever looks.</summary>
/// <typeparam name="TRoom">The class that names them.</typeparam>
internal static class Texts<TRoom>
{
    private static readonly ResourceManager Manager = new(typeof(TRoom));

    /// <summary>Null when the room has no such text.</summary>
    public static string? Find(string key) => Manager.GetString(key, CultureInfo.CurrentUICulture);

    /// <exception cref="MissingManifestResourceException">The room has no such text.</exception>
    public static string Of(string key) => Find(key) ?? throw new MissingManifestResourceException($"{typeof(TRoom).Name} has no '{key}'.");

    /// <exception cref="MissingManifestResourceException">The room has no such text.</exception>
    public static string Of(string key, params object[] values) => string.Format(CultureInfo.CurrentCulture, Of(key), values);
}
