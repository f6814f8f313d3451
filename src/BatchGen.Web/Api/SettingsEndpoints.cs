using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using BatchGen.Batches.Requests;
using BatchGen.Batches.Settings;
using BatchGen.Web.Access;
using BatchGen.Web.Wire;

namespace BatchGen.Web.Api;

/// <summary><c>/api/settings</c>: those that an administrator may change while the server runs. No secret is among them.</summary>
internal static class SettingsEndpoints
{
    private const string Tag = "Settings";
    private const long MaxBodyBytes = 64 * 1024;

    public static void Map(RouteGroupBuilder administering)
    {
        administering.MapGet("/api/settings", (SettingsStore settings, SettingsOverview overview) => Answer(settings, overview))
            .WithTags(Tag).WithSummary("Every setting that may be changed while the server runs").Produces<IReadOnlyList<SettingBody>>();
        administering.MapPut("/api/settings", ChangeAsync)
            .WithTags(Tag).WithSummary("Changes settings by their keys, all or none; null goes back to the default, the empty text is none")
            .Takes(
                "application/json",
                new JsonObject { ["Submission:MaxItems"] = 20_000, ["Storage:KeepResultsFor"] = "30.00:00:00", ["Live:MaxOpenRequests"] = null, ["Models:Aliases:gpt-4o-mini"] = "batchgen-demo" })
            .Produces<IReadOnlyList<SettingBody>>().Produces<ApiError>(400);
    }

    private static IResult Answer(SettingsStore settings, SettingsOverview overview) => OpenAiJson.Ok(
        settings.List().Concat(settings.ListAliases()).Select(now => SettingBody.Of(now, overview.OriginOf(now.Setting.Key))));

    private static async Task<IResult> ChangeAsync(HttpContext http, SettingsStore settings, SettingsOverview overview)
    {
        using var body = await JsonBody.ReadAsync(http, MaxBodyBytes);
        return await settings.ChangeAsync(Read(body.RootElement), http.Caller().Name, http.RequestAborted) is SettingsRefused refused
            ? ApiError.Refuse(StatusCodes.Status400BadRequest, refused.Code, refused.Message, refused.Key)
            : Answer(settings, overview);
    }

    private static Dictionary<string, string?> Read(JsonElement body)
    {
        if (body.ValueKind is not JsonValueKind.Object)
            throw new RequestRefusedException(
                SettingErrorCodes.Invalid, "The body is no JSON object. Send {\"KEY\": VALUE, …} with keys of GET /api/settings.");
        return body.EnumerateObject().ToDictionary(
            property => property.Name,
            property => property.Value.ValueKind switch
            {
                JsonValueKind.Null => null,
                JsonValueKind.String => property.Value.GetString(),
                JsonValueKind.Number when WholeNumber.TryRead(property.Value, out var whole) => whole.ToString(CultureInfo.InvariantCulture),
                JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False => property.Value.GetRawText(),
                _ => throw new RequestRefusedException(
                    SettingErrorCodes.Invalid, $"The value of '{Shown.Of(property.Name)}' is no text, number, true, false or null.", property.Name),
            },
            StringComparer.OrdinalIgnoreCase);
    }
}

/// <summary>A setting that may be changed while the server runs.</summary>
/// <param name="Key">As appsettings.json has it, e.g. "Submission:MaxItems".</param>
/// <param name="Kind">count, bytes, duration, switch or choice.</param>
/// <param name="Value">Spelt as in appsettings.json; null is none.</param>
/// <param name="Default">What holds when the value is taken back.</param>
/// <param name="IsChanged">It was set here or in the browser.</param>
/// <param name="FixedBy">environment or command_line, which win; null when it can be changed.</param>
/// <param name="Choices">Of a choice: every name.</param>
/// <param name="Source">Who set the value: default, file, user_secrets, browser, environment, command_line or other.</param>
/// <param name="SourceName">The file's name, or the variable's; null for the rest.</param>
internal sealed record SettingBody(
    string Key, string Kind, string? Value, string? Default, bool IsChanged, string? FixedBy, IReadOnlyList<string> Choices, string Source, string? SourceName)
{
    public static SettingBody Of(SettingNow now, SettingOrigin origin) => new(
        now.Setting.Key,
        now.Setting.Kind.ToString().ToLowerInvariant(),
        now.Value,
        now.Default,
        now.IsChanged,
        now.Hold switch
        {
            SettingHold.Environment => "environment",
            SettingHold.CommandLine => "command_line",
            _ => null,
        },
        now.Setting.Choices,
        JsonNamingPolicy.SnakeCaseLower.ConvertName(origin.Source.ToString()),
        origin.Name);
}
