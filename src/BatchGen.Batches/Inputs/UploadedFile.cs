namespace BatchGen.Batches.Inputs;

/// <summary>One file of an upload of several.</summary>
/// <param name="Name">As the browser sent it: a file name, or a path when a folder was picked.</param>
/// <param name="Open">Called once, in order; the stream is disposed by the reader. Need not be seekable.</param>
public sealed record UploadedFile(string Name, Func<Stream> Open);
