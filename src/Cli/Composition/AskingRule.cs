using Forewarn.Cli.CommandLine;
using Forewarn.Cli.Configs;
using Forewarn.Core;
using Forewarn.Steering;

namespace Forewarn.Cli.Composition;

/// <summary>When one robot asks its person: a threshold, and a watch over whether it still holds.</summary>
public sealed record AskingRule(ConformalThreshold Threshold, CalibrationWatch Watch)
{
    /// <summary>The configured calibration; null where none is named.</summary>
    /// <exception cref="ForewarnException">The file is missing, damaged, or of other models.</exception>
    public static AskingRule? Of(Home home, AskingOptions options, SteeringModels models, SeedStreams seeds)
    {
        if (Load(home, options) is not { } calibration) return null;
        calibration.Require(models.Hashes);
        return new(calibration.Threshold, new(calibration.Greatest, options.DriftLevel, seeds.Stream("calibration watch")));
    }

    /// <summary>The file itself; null where none is named.</summary>
    /// <exception cref="ForewarnException">The file is missing or damaged.</exception>
    public static ConformalCalibration? Load(Home home, AskingOptions options) => options.Calibration.Length == 0
        ? null
        : ConformalCalibration.Load(File.Exists(options.Calibration) ? options.Calibration : Path.Combine(home.Configs, options.Calibration));
}
