using BatchGen.Web.Tests.Fakes;

namespace BatchGen.Web.Tests.Hosting;

/// <summary>The real server with a model whose engine answers by script.</summary>
public sealed class ScriptedServer : RunningServer
{
    public ScriptedServer()
        : base(engine => engine.Duration = TimeSpan.FromMilliseconds(1)) => File.WriteAllText(ModelPath, "scripted");
}
