using System.CommandLine;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using BatchGen.Web.Doctor;
using BatchGen.Web.Hosting;

namespace BatchGen.Web.CommandLine;

/// <summary><c>doctor</c>: what keeps this machine from serving, and what to do about it. Changes nothing.</summary>
internal sealed class DoctorCommand(CommandStreams streams, Action<IServiceCollection>? customize)
{
    private static readonly JsonSerializerOptions Json = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseLower) },
    };

    private readonly ServerOptions _server = new();
    private readonly Option<bool> _json = CommonOptions.Json();

    public Command Build()
    {
        var command = new Verb(
            "doctor",
            "Says what keeps this machine from serving, and what to do. Changes nothing, also beside a server that runs. Exit code 0: no problem; 1: a problem.",
            "doctor --data-directory /srv/batchgen")
        {
            _json,
        };
        _server.AddTo(command);
        command.SetAction((parsed, cancellationToken) => new VerbReport(streams, parsed.GetValue(_json)).RunAsync(
            token => ExamineAsync(_server.Read(parsed), parsed.GetValue(_json), token), cancellationToken));
        return command;
    }

    private async Task<int> ExamineAsync(Dictionary<string, string?> settings, bool asJson, CancellationToken cancellationToken)
    {
        var findings = await FindAsync(settings, cancellationToken);
        var worst = findings.Max(finding => finding.State);
        await streams.Output.WriteLineAsync(asJson ? JsonSerializer.Serialize(new DoctorReport(worst, findings), Json) : Text(findings));
        return worst == FindingState.Problem ? ExitCodes.ProblemFound : ExitCodes.Success;
    }

    private async Task<IReadOnlyList<Finding>> FindAsync(Dictionary<string, string?> settings, CancellationToken cancellationToken)
    {
        WebApplication still;
        try
        {
            still = BatchGenApplication.BuildStill(settings, customize);
        }
        catch (Exception failure) when (ConfigurationLook.Unreadable(failure) is not null)
        {
            return ConfigurationLook.Unreadable(failure)!;
        }

        await using (still)
            return await new Examination(still.Services).MakeAsync(cancellationToken);
    }

    private static string Text(IReadOnlyList<Finding> findings)
    {
        var width = findings.Max(finding => finding.Check.Length);
        return string.Join(
            Environment.NewLine,
            findings.Select(finding => $"{Word(finding.State),-7}  {finding.Check.PadRight(width)}  {finding.Sentence} {finding.Remedy}".TrimEnd()));
    }

    private static string Word(FindingState state) => state switch
    {
        FindingState.Ok => "ok",
        FindingState.Warning => "warning",
        FindingState.Problem => "PROBLEM",
    };

    private sealed record DoctorReport(FindingState State, IReadOnlyList<Finding> Findings);
}
