using BatchGen.Engine.Host;
using BatchGen.Engine.Setup;

return args switch
{
    [EngineExecutable.PlanVerb] => await PlanHost.RunAsync(Console.OpenStandardInput(), Console.OpenStandardOutput()),
    [EngineExecutable.QuantizeVerb] => await QuantizeHost.RunAsync(Console.OpenStandardInput(), Console.Out),
    _ => await EngineHost.RunAsync(Console.OpenStandardInput()),
};
