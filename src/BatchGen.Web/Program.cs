using BatchGen.Web.CommandLine;

var commandLine = new BatchGenCommandLine(CommandStreams.OfProcess());
return await commandLine.InvokeAsync(args);
