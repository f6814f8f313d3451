using System.CommandLine;

namespace BatchGen.Web.CommandLine;

/// <summary><c>plan MODEL</c>: what a model would take, before anything is loaded.</summary>
internal sealed class PlanCommand(CommandStreams streams, Action<IServiceCollection>? customize)
{
    private readonly Argument<string> _model = new("MODEL") { Description = "A GGUF file, or a name from the models folder; a header without weights is enough." };
    private readonly LeverOptions _levers = new();
    private readonly Option<bool> _json = CommonOptions.Json();

    public Command Build()
    {
        var command = new Verb(
            "plan",
            "Says what a model would take in memory and whether it fits. Exit code 0: it fits; 1: it does not; 2: no plan can be made.",
            "plan models/batchgen-demo.gguf --context 4096 --slots 8")
        {
            _model, _json,
        };
        _levers.AddTo(command);
        command.SetAction((parsed, cancellationToken) =>
            new VerbReport(streams, parsed.GetValue(_json)).RunAsync(Run(parsed).ExecuteAsync, cancellationToken));
        return command;
    }

    private PlanRun Run(ParseResult parsed) => new(
        parsed.GetRequiredValue(_model),
        _levers.Read(parsed),
        parsed.GetValue(_json) ? new JsonPlanReport(streams.Output) : new TablePlanReport(streams.Output),
        customize);
}
