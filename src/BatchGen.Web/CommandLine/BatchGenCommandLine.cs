using System.CommandLine;

namespace BatchGen.Web.CommandLine;

/// <summary>
/// Every verb: none serves, <c>run</c> does one batch, <c>plan</c> says what a model takes, <c>backup</c> and <c>restore</c> copy what a server
/// keeps, <c>doctor</c> says what is wrong.
/// </summary>
internal sealed class BatchGenCommandLine(CommandStreams streams, Action<IServiceCollection>? customize = null)
{
    public async Task<int> InvokeAsync(string[] args, CancellationToken cancellationToken = default)
    {
        var parsed = Build().Parse(args);
        if (parsed.Errors.Count > 0)
        {
            foreach (var error in parsed.Errors)
                await streams.Error.WriteLineAsync(error.Message);
            await streams.Error.WriteLineAsync("Add --help to see what is possible.");
            return ExitCodes.Unusable;
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

    private RootCommand Build()
    {
        var serve = new ServeCommand(streams, customize);
        var root = new RootCommand("BatchGen runs batches of code-generation prompts on this machine. Without a verb it serves the web pages.");
        serve.AddTo(root);
        root.Subcommands.Add(new RunCommand(streams, customize).Build());
        root.Subcommands.Add(new PlanCommand(streams, customize).Build());
        new BackupCommand(streams, customize).AddTo(root);
        root.Subcommands.Add(new DoctorCommand(streams, customize).Build());
        return root;
    }
}
