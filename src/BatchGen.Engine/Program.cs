using BatchGen.Engine.Host;

return await EngineHost.RunAsync(Console.OpenStandardInput());
