using BatchGen.Engine.Host;

return args is [DeviceSurveyHost.Verb]
    ? DeviceSurveyHost.Run(Console.Out)
    : await EngineHost.RunAsync(Console.OpenStandardInput());
