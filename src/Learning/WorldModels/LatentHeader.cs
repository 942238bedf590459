namespace Forewarn.Learning.WorldModels;

/// <summary><c>latents.json</c>.</summary>
/// <param name="Episodes"><c>E</c>.</param>
/// <param name="Steps"><c>H</c>.</param>
/// <param name="Size"><c>Z</c>.</param>
/// <param name="DataSha256">Hashes of the data sets, in order.</param>
/// <param name="HeldOut">Episodes the world model was not trained on.</param>
public sealed record LatentHeader(int Episodes, int Steps, int Size,
    IReadOnlyList<string> DataSha256, IReadOnlyList<int> HeldOut);
