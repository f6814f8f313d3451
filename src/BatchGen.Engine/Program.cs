using BatchGen.Engine.Host;

return args switch
{
    [DeviceSurveyHost.Verb] => DeviceSurveyHost.Run(Console.Out),
    [QuantizeHost.Verb] => await QuantizeHost.RunAsync(Console.OpenStandardInput(), Console.Out),
    _ => await EngineHost.RunAsync(Console.OpenStandardInput()),
};
