using BatchGen.Engine.Host;

return args switch
{
    [PlanHost.Verb] => await PlanHost.RunAsync(Console.OpenStandardInput(), Console.OpenStandardOutput()),
    [QuantizeHost.Verb] => await QuantizeHost.RunAsync(Console.OpenStandardInput(), Console.Out),
    _ => await EngineHost.RunAsync(Console.OpenStandardInput()),
};
