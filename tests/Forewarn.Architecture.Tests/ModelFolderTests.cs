namespace Forewarn.Architecture.Tests;

/// <summary>Shipped models stay small enough to clone, and each package is complete.</summary>
public sealed class ModelFolderTests
{
    private const long LargestFile = 24L << 20, LargestSum = 96L << 20;

    private static IEnumerable<string> Files =>
        Directory.Exists(Repository.At("models")) ? Repository.Files(Repository.At("models"), "*") : [];

    [Fact]
    public void Files_and_their_sum_stay_within_limits()
    {
        Assert.All(Files, file => Assert.True(new FileInfo(file).Length <= LargestFile, Repository.Relative(file)));
        Assert.InRange(Files.Sum(file => new FileInfo(file).Length), 0, LargestSum);
    }

    [Fact]
    public void Every_package_has_manifest_statistics_and_card()
    {
        foreach (string package in Files.Select(file => Path.GetDirectoryName(file)!).Distinct())
        {
            foreach (string part in new[] { "manifest.json", "stats.json", "MODELCARD.md" })
            {
                Assert.True(File.Exists(Path.Combine(package, part)), $"{Repository.Relative(package)} lacks {part}");
            }
        }
    }
}
