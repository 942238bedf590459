namespace Forewarn.Core;

/// <summary>How a package was made.</summary>
/// <param name="DataSha256">Hash of the data set's own manifest, or empty for generated text.</param>
public sealed record TrainingProvenance(string Command, ulong Seed, string Revision, string DataSha256, string Date);
