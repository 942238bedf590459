using System.Globalization;

namespace Forewarn.Core;

/// <summary>The one error of a job that could not be done, whatever pool ran it.</summary>
public static class RolloutFailure
{
    /// <param name="reason">What its worker said.</param>
    public static ForewarnException Of(
        RolloutBatch batch, int job, string reason, ExitCode exitCode = ExitCode.Failed, Exception? cause = null) => new(
        string.Create(CultureInfo.InvariantCulture,
            $"job {job} of {batch.Jobs.Count} ('{batch.Kind}', seed {batch.Jobs[job].Seed}) failed: {reason.TrimEnd('.')}."),
        exitCode, cause);

    public static ForewarnException Of(RolloutBatch batch, int job, Exception cause) =>
        Of(batch, job, cause.Message, (cause as ForewarnException)?.ExitCode ?? ExitCode.Failed, cause);
}
