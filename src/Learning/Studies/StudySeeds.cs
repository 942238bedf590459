using Forewarn.Core;

namespace Forewarn.Learning.Studies;

/// <summary>Seeds of the two parts of a study: what is reported, and what settings are chosen on.</summary>
internal static class StudySeeds
{
    /// <exception cref="ForewarnException">Fewer than two seeds, or one twice.</exception>
    public static void Require(IReadOnlyList<ulong> seeds)
    {
        if (seeds.Count < 2 || seeds.Distinct().Count() != seeds.Count)
            throw ForewarnException.Of("seeds", $"{seeds.Distinct().Count()} different ones", "two or more, each once",
                "One run has no spread.", ExitCode.Usage);
    }

    /// <summary>Streams of one reported run.</summary>
    public static SeedStream Reported(ulong seed) => new SeedStreams(seed).Stream("reported");

    /// <summary>Streams of one run that settings are chosen on; unrelated to every reported one.</summary>
    public static SeedStream Tuning(int run) => new SeedStreams(0).Stream("tuning", run);
}
