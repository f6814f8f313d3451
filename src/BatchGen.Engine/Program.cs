using BatchGen.Engine.Host;

return args is [PlanHost.Verb]
    ? await PlanHost.RunAsync(Console.OpenStandardInput(), Console.OpenStandardOutput())
    : await EngineHost.RunAsync(Console.OpenStandardInput());
