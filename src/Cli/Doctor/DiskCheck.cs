using System.Globalization;
using Forewarn.Core;

namespace Forewarn.Cli.Doctor;

/// <summary>Room for run folders.</summary>
internal sealed class DiskCheck : IMachineCheck
{
    private const long Enough = 2L << 30;

    public string Name => "disk";

    public CheckResult Run()
    {
        string runs = Path.GetFullPath(RunFolders.Root);
        string place = runs;
        while (!Directory.Exists(place)) place = Path.GetDirectoryName(place)!;
        long free = new DriveInfo(place).AvailableFreeSpace;
        string found = string.Create(CultureInfo.InvariantCulture, $"{free / (double)(1L << 30):F1} GiB free for run folders in {runs}");
        return free >= Enough
            ? new(Name, CheckState.Works, found)
            : new(Name, CheckState.Limited, found, "Free some space, or set FOREWARN_RUNS to a larger disk.");
    }
}
