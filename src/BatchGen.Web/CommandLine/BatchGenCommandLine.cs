using System.CommandLine;
using BatchGen.Web.CommandLine.Servers;

namespace BatchGen.Web.CommandLine;

/// <summary>
/// Every verb. Of this machine: none or <c>serve</c> serves, <c>run</c> does one batch, <c>plan</c> says what a model takes, <c>backup</c> and
/// <c>restore</c> copy what a server keeps, <c>doctor</c> says what is wrong. Of a server: <c>submit</c>, <c>batches</c>, <c>schedules</c>,
/// <c>models</c>; of either, <c>keys</c>. docs/command-line.md has them all, and a test compares it.
/// </summary>
/// <param name="settings">Keys that win over appsettings.json and the environment.</param>
internal sealed class BatchGenCommandLine(
    CommandStreams streams, Action<IServiceCollection>? customize = null, IReadOnlyDictionary<string, string?>? settings = null)
{
    public async Task<int> InvokeAsync(string[] args, CancellationToken cancellationToken = default)
    {
        var parsed = Build().Parse(args);
        if (parsed.Errors.Count > 0)
        {
            var sentence = string.Join('\n', parsed.Errors.Select(error => error.Message).Append("Add --help to see what is possible."));
            return await new VerbReport(streams, args.Contains(CommonOptions.JsonName)).FailAsync(
                new CommandFailure(ExitCodes.Unusable, CommandFailure.UsageCode, sentence, ShowsCode: false));
        }

        return await parsed.InvokeAsync(
            new InvocationConfiguration
            {
                Output = streams.Output,
                Error = streams.Error,
                // Each verb ends itself on Ctrl-C: the server stops its engine, a run keeps what is done.
                ProcessTerminationTimeout = null,
                EnableDefaultExceptionHandler = false,
            },
            cancellationToken);
    }

    /// <summary>The whole tree, in the order of its help.</summary>
    internal RootCommand Build()
    {
        var said = settings ?? new Dictionary<string, string?>();
        var servers = new ServerVerbs(streams, said);
        var root = new RootCommand("BatchGen runs batches of code-generation prompts on this machine. Without a verb it serves the web pages.");
        new ServeCommand(streams, customize).AddTo(root);
        root.Subcommands.Add(new RunCommand(streams, customize).Build());
        root.Subcommands.Add(new PlanCommand(streams, customize).Build());
        root.Subcommands.Add(new SubmitVerb(servers).Build());
        root.Subcommands.Add(new BatchesCommand(servers).Build());
        root.Subcommands.Add(new SchedulesCommand(servers).Build());
        root.Subcommands.Add(new ModelsCommand(servers).Build());
        root.Subcommands.Add(new KeysCommand(streams, said, customize).Build());
        new BackupCommand(streams, customize).AddTo(root);
        root.Subcommands.Add(new DoctorCommand(streams, customize).Build());
        root.Subcommands.Add(new CompletionCommand(streams).Build());
        HelpWithExample.PutInto(root);
        return root;
    }
}
