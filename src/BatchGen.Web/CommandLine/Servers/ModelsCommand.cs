using System.CommandLine;
using BatchGen.Batches.Models.Downloads;
using BatchGen.Inference.Runtime;
using BatchGen.Web.Api;
using BatchGen.Web.CommandLine.Display;
using BatchGen.Web.Formatting;
using BatchGen.Web.Remote;
using BatchGen.Web.Wire;

namespace BatchGen.Web.CommandLine.Servers;

/// <summary><c>models</c>: what a server can run, and what makes more of it.</summary>
internal sealed class ModelsCommand(ServerVerbs verbs)
{
    private static readonly string[] Types = [.. Enum.GetValues<QuantizedType>().Select(BodyFields.WordOf)];

    private readonly Argument<string> _where = new("WHERE") { Description = "A GGUF file on the server's machine, by its whole path; or what to download: an https address, or OWNER/NAME[:QUANTIZATION] of a repository." };
    private readonly Option<string?> _sha256 = new("--sha256") { Description = "Of a download: the digest that the file must have.", HelpName = "HEX" };
    private readonly Argument<string> _model = new("MODEL") { Description = "The name of an f16, bf16 or f32 model, as models list prints it." };
    private readonly Argument<string> _type = new("TYPE") { Description = $"What to make of it: {string.Join(", ", Types)}." };
    private readonly Option<bool> _wait = new("--wait") { Description = "Wait for the end and show the way there. Exit code 1: it failed. Ctrl-C leaves it to the server." };

    public Command Build()
    {
        _type.AcceptOnlyFromAmong(Types);
        return new Command("models", "Lists, adds and quantizes models of a server.")
        {
            verbs.Make("list", "Lists models, and whether they fit.", "models list", ListAsync),
            verbs.Make("add", "Offers a model file of the server's machine, or downloads one to it.", "models add /models/codegeex4-all-9b-q4_k_m.gguf", AddAsync, _where, _sha256, _wait),
            verbs.Make("quantize", "Makes a smaller model of one.", "models quantize codegeex4-all-9b-f16 q4_k_m --wait", QuantizeAsync, _model, _type, _wait),
            verbs.Make("jobs", "Lists downloads and quantizations, newest first.", "models jobs", JobsAsync),
        };
    }

    private static async Task<int> ListAsync(ServerCall call)
    {
        var models = await call.Server.GetAsync<IReadOnlyList<ModelCardBody>>("api/models", call.Token);
        await call.Report.SayAsync(models, () => Table(call, models));
        return ExitCodes.Success;
    }

    private static string Table(ServerCall call, IReadOnlyList<ModelCardBody> models)
    {
        var table = call.Table("Name", "Size", "Fits", "Note");
        foreach (var model in models)
            table.Add(model.Name, ByteText.Of(model.SizeBytes), model.Verdict ?? "-", model.Problem ?? model.Caution ?? "");
        return table.ToString();
    }

    private async Task<int> AddAsync(ServerCall call)
    {
        var where = call.Parsed.GetRequiredValue(_where);
        if (where.Contains("://", StringComparison.Ordinal))
        {
            var wanted = new { url = where, sha256 = call.Parsed.GetValue(_sha256) };
            return await FollowAsync(call, await call.Server.PostAsync<ModelJobBody>("api/models/downloads", wanted, call.Token));
        }

        if (RepositoryName.IsLike(where) && !File.Exists(where))
        {
            if (call.Parsed.GetValue(_sha256) is not null)
                throw new RemoteException(RemoteFault.Unusable, "usage", "--sha256 belongs to an https address. Of a repository the host itself names each file's digest.");
            return await FollowAsync(call, await call.Server.PostAsync<ModelJobBody>("api/models/downloads", new { name = where }, call.Token));
        }

        // A path that this machine knows is that machine's too, where they are one.
        var path = call.Server.Server.Root.IsLoopback && File.Exists(where) ? Path.GetFullPath(where) : where;
        var added = await call.Server.PostAsync<ModelCardBody>("api/models", new { path }, call.Token);
        await call.Report.SayAsync(added, () => $"{PlainText.Of(added.Name)}{Environment.NewLine}");
        return ExitCodes.Success;
    }

    private async Task<int> QuantizeAsync(ServerCall call) => await FollowAsync(
        call,
        await call.Server.PostAsync<ModelJobBody>(
            "api/models/quantizations", new { model = call.Parsed.GetRequiredValue(_model), type = call.Parsed.GetRequiredValue(_type) }, call.Token));

    private async Task<int> FollowAsync(ServerCall call, ModelJobBody job)
    {
        if (call.Parsed.GetValue(_wait))
        {
            job = await new ModelJobWatch(call.Server).FollowAsync(job, Shown(call), call.Token);
            if (job.State != "done")
                throw new RemoteException(RemoteFault.Refused, job.Code ?? $"model_job_{job.State}", $"{job.What} is {job.State}{(job.Note is null ? "." : $": {PlainText.OfLines(job.Note)}")}");
        }

        await call.Report.SayAsync(job, () => $"Job {job.Id}: {PlainText.Of(job.What)}, {job.State}. 'batchgen models jobs' says how far it is.{Environment.NewLine}");
        return ExitCodes.Success;
    }

    private static Action<ModelJobBody> Shown(ServerCall call)
    {
        var lines = new PlainDisplay(call.Streams.Error, TimeProvider.System);
        return job => lines.Making(PlainText.Of(job.What), job.Note is null ? "" : PlainText.Of(job.Note), job.Progress);
    }

    private static async Task<int> JobsAsync(ServerCall call)
    {
        var jobs = await call.Server.GetAsync<IReadOnlyList<ModelJobBody>>("api/models/jobs", call.Token);
        await call.Report.SayAsync(jobs, () => Table(call, jobs));
        return ExitCodes.Success;
    }

    private static string Table(ServerCall call, IReadOnlyList<ModelJobBody> jobs)
    {
        if (jobs.Count == 0)
            return $"There were no downloads or quantizations since the server's start.{Environment.NewLine}";
        var table = call.Table("Id", "State", "Done", "What", "Note");
        foreach (var job in jobs)
            table.Add($"{job.Id}", job.State, job.Progress is { } share ? $"{share:P0}" : "-", job.What, job.Note ?? "");
        return table.ToString();
    }
}
