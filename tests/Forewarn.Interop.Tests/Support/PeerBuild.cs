using System.Diagnostics;
using System.Security.Cryptography;
using Forewarn.Tests;

namespace Forewarn.Interop.Tests;

/// <summary>
/// Builds the native peers from <c>peers/</c> with Debian's own tools, once per state of their sources, under
/// <c>artifacts/peers/</c>. Several test runs at once wait for each other.
/// </summary>
internal static class PeerBuild
{
    private static readonly string s_root = FindRoot();

    private static readonly Lazy<string> s_c = new(() => Build("peer", ["Peer.idl", "Graph.idl", "peer.c"],
        "idlc -x final Peer.idl && idlc -x final Graph.idl && gcc -O1 peer.c Peer.c Graph.c -lddsc -o peer"));

    private static readonly Lazy<string> s_fast = new(() => Build("fastpeer", ["Peer.idl", "fastpeer.cpp"],
        "fastddsgen -typeros2 -cs Peer.idl && for f in Peer.cxx PeerPubSubTypes.cxx fastpeer.cpp; do g++ -std=c++17 -O0 -c $f || exit 1; done "
        + "&& g++ *.o -lfastrtps -lfastcdr -o fastpeer"));

    /// <summary>The peer on CycloneDDS's C interface.</summary>
    public static string C()
    {
        Need("idlc", "cyclonedds-tools", "gcc", "gcc");
        return s_c.Value;
    }

    /// <summary>The peer on Fast DDS. The first build takes a minute or two.</summary>
    public static string FastDds()
    {
        Need("fastddsgen", "fastddsgen", "g++", "g++");
        return s_fast.Value;
    }

    private static void Need(params ReadOnlySpan<string> toolsAndPackages)
    {
        string[] folders = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':');
        for (int i = 0; i < toolsAndPackages.Length; i += 2)
        {
            string tool = toolsAndPackages[i];
            Assert.SkipUnless(folders.Any(f => File.Exists(Path.Combine(f, tool))), $"{toolsAndPackages[i + 1]} is not installed.");
        }
    }

    private static string Build(string product, string[] sources, string command)
    {
        string peers = Path.Combine(s_root, "tests", "Forewarn.Interop.Tests", "peers");
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (string source in sources) hash.AppendData(File.ReadAllBytes(Path.Combine(peers, source)));
        hash.AppendData(System.Text.Encoding.UTF8.GetBytes(command));
        string folder = Path.Combine(s_root, "artifacts", "peers", $"{product}-{Convert.ToHexStringLower(hash.GetHashAndReset())[..16]}");
        string made = Path.Combine(folder, product);
        Directory.CreateDirectory(folder);
        using var mine = HeldFile.Hold(Path.Combine(folder, "lock"), TimeSpan.FromMinutes(10));
        if (File.Exists(made)) return made;
        foreach (string source in sources) File.Copy(Path.Combine(peers, source), Path.Combine(folder, source), overwrite: true);
        Run(folder, command);
        return made;
    }

    private static void Run(string folder, string command)
    {
        var start = new ProcessStartInfo("bash", ["-c", $"({command}) >build.log 2>&1"]) { WorkingDirectory = folder };
        using var process = Process.Start(start)!;
        Assert.True(process.WaitForExit(TimeSpan.FromMinutes(10)), "Building a peer takes too long.");
        Assert.True(process.ExitCode == 0, File.ReadAllText(Path.Combine(folder, "build.log")));
    }

    private static string FindRoot()
    {
        string folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "Forewarn.sln"))) folder = Path.GetDirectoryName(folder)!;
        return folder;
    }
}
