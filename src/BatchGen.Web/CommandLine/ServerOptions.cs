using System.CommandLine;
using BatchGen.Batches.Data;
using BatchGen.Web.Pipeline;

namespace BatchGen.Web.CommandLine;

/// <summary>What a server can be told on the command line: its verb takes it, and whoever looks at what it would do.</summary>
internal sealed class ServerOptions
{
    private readonly Option<string?> _urls = new("--urls") { Description = "Where to listen; http://127.0.0.1:5080 if not given (Urls).", HelpName = "URL" };
    private readonly Option<string?> _model = CommonOptions.Model();
    private readonly Option<string?> _dataDirectory = new("--data-directory")
    {
        Description = "Folder for the database and the results (Storage:DataDirectory).",
        HelpName = "FOLDER",
    };

    private readonly Option<bool> _behindProxy = new("--behind-proxy")
    {
        Description = "A proxy in front ends TLS; its forwarding headers are believed (Auth:BehindProxy, Auth:TrustedProxies).",
    };

    private readonly Option<NodeRole?> _role = new("--role")
    {
        Description = "What this machine does, where several share a PostgreSQL database: all, web (pages and API) or worker (Node:Role).",
        HelpName = "all|web|worker",
    };

    private readonly Option<string?> _nodeName = new("--node-name") { Description = "What this machine is called among the others; the machine's own name if not given (Node:Name).", HelpName = "NAME" };

    private readonly Option<string?> _pathBase = new("--path-base") { Description = "The folder under which a proxy shows it, e.g. /batchgen (PathBase); a proxy may say it too, with X-Forwarded-Prefix and --behind-proxy.", HelpName = "PATH" };

    public ServerOptions()
    {
        // Instead of the names of its type, which are written in capitals.
        _role.CompletionSources.Clear();
        _role.CompletionSources.Add("all", "web", "worker");
    }

    public void AddTo(Command command)
    {
        command.Options.Add(_urls);
        command.Options.Add(_model);
        command.Options.Add(_dataDirectory);
        command.Options.Add(_behindProxy);
        command.Options.Add(_pathBase);
        command.Options.Add(_role);
        command.Options.Add(_nodeName);
    }

    /// <returns>Settings that win over all others.</returns>
    public Dictionary<string, string?> Read(ParseResult parsed)
    {
        var settings = new Dictionary<string, string?>();
        if (parsed.GetValue(_urls) is { } urls)
            settings["Urls"] = urls;
        if (parsed.GetValue(_model) is { } model)
            settings["Models:Default"] = Path.GetFullPath(model);
        if (parsed.GetValue(_dataDirectory) is { } folder)
            settings["Storage:DataDirectory"] = Path.GetFullPath(folder);
        if (parsed.GetValue(_behindProxy))
            settings["Auth:BehindProxy"] = "true";
        if (parsed.GetValue(_pathBase) is { } pathBase)
            settings[PathBase.Key] = pathBase;
        if (parsed.GetValue(_role) is { } role)
            settings["Node:Role"] = role.ToString();
        if (parsed.GetValue(_nodeName) is { } name)
            settings["Node:Name"] = name;
        return settings;
    }
}
