using Forewarn.Cli.CommandLine;
using Forewarn.Core;

namespace Forewarn.Benchmarks.Peers;

/// <summary>A Debian root made by <c>peers/make-root.sh</c>, with the peers and the packages copied in.</summary>
internal sealed class PeerRoot
{
    private const string Inside = "forewarn";

    /// <exception cref="ForewarnException">Not such a root, or this process may not enter it.</exception>
    public PeerRoot(string folder, Home home, IEnumerable<string> packages)
    {
        Folder = Path.GetFullPath(folder);
        string scripts = Path.Combine(home.Root, "tests", "Benchmarks", "peers");
        if (!Directory.Exists(Path.Combine(Folder, "opt", "blas")))
            throw ForewarnException.Of("--peers", $"'{folder}', which has no opt/blas", "a root with PyTorch",
                $"Make one: {Path.GetRelativePath(Environment.CurrentDirectory, scripts)}/make-root.sh FOLDER", ExitCode.Usage);
        if (!Environment.IsPrivilegedProcess)
            throw ForewarnException.Of("--peers", "a process without root rights", "one that may enter another root",
                "Run it as root.", ExitCode.Environment);
        foreach (string script in Directory.EnumerateFiles(scripts, "*.py")) CopyInto("peers", script);
        foreach (string package in packages)
            foreach (string file in Directory.EnumerateFiles(package))
                CopyInto(Path.Combine("models", Path.GetFileName(Path.TrimEndingDirectorySeparator(package))), file);
        Directory.CreateDirectory(Exchange);
        Libraries = [.. Directory.EnumerateDirectories(Path.Combine(Folder, "opt", "blas")).Select(f => Path.GetFileName(f)!).Order()];
    }

    public string Folder { get; }

    /// <summary>Matrix libraries to choose from.</summary>
    public IReadOnlyList<string> Libraries { get; }

    /// <summary>Folder that both sides read and write.</summary>
    public string Exchange => Path.Combine(Folder, Inside, "exchange");

    private void CopyInto(string folder, string file)
    {
        string target = Path.Combine(Folder, Inside, folder);
        Directory.CreateDirectory(target);
        File.Copy(file, Path.Combine(target, Path.GetFileName(file)), overwrite: true);
    }
}
