using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using BatchGen.Batches.Submission;

namespace BatchGen.Batches.Templates;

/// <summary>
/// A submission's settings as JSON: every property of <see cref="SubmissionRequest"/> but the input, so that a setting
/// that is added there is saved with templates too.
/// </summary>
internal static class SettingsJson
{
    private static readonly JsonSerializerOptions Options = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseLower) },
        TypeInfoResolver = new DefaultJsonTypeInfoResolver { Modifiers = { LeaveStreamsOut } },
    };

    public static string Write(SubmissionRequest settings) => JsonSerializer.Serialize(settings, Options);

    /// <summary>With an empty input.</summary>
    public static SubmissionRequest Read(string json) =>
        (JsonSerializer.Deserialize<SubmissionRequest>(json, Options) ?? throw new JsonException("Stored settings are null.")) with { Input = Stream.Null };

    private static void LeaveStreamsOut(JsonTypeInfo type)
    {
        if (type.Type != typeof(SubmissionRequest))
            return;
        foreach (var property in type.Properties.Where(property => property.PropertyType.IsAssignableTo(typeof(Stream))).ToList())
            type.Properties.Remove(property);
    }
}
