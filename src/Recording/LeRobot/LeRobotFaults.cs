using Forewarn.Core;

namespace Forewarn.Recording.LeRobot;

/// <summary>The errors of this format in the house's one shape.</summary>
internal static class LeRobotFaults
{
    public static ForewarnException Damaged(string file, string found, string wanted, Exception? cause = null) => ForewarnException.Of(
        $"LeRobot file '{file}'", found, wanted, "Restore the file, or write the data set again.", ExitCode.Usage, cause);

    public static ForewarnException Wrong(string thing, string found, string wanted, string fix) =>
        ForewarnException.Of(thing, found, wanted, fix, ExitCode.Usage);
}
