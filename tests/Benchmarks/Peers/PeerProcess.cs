using System.Diagnostics;
using System.Text.Json;
using Forewarn.Benchmarks.Timing;
using Forewarn.Core;

namespace Forewarn.Benchmarks.Peers;

/// <summary>A peer in a process of its own, single-threaded, answering one request per line.</summary>
internal sealed class PeerProcess : IDisposable
{
    // The mounts live in a mount namespace of their own and vanish with the process. Nothing of this process's
    // environment goes along: libraries for numbers listen to variables.
    private const string Enter = """
        mount -t proc proc "$1/proc" && mount -t sysfs -o ro sysfs "$1/sys" &&
        if [ -e "$1/opt/blas/$2/preload.so" ]; then set -- "$@" "LD_PRELOAD=/opt/blas/$2/preload.so"; fi &&
        exec chroot "$1" /usr/bin/env -i PATH=/usr/bin:/bin HOME=/tmp LANG=C.UTF-8 "LD_LIBRARY_PATH=/opt/blas/$2" $4 \
            OMP_NUM_THREADS=1 OPENBLAS_NUM_THREADS=1 MKL_NUM_THREADS=1 MKL_THREADING_LAYER=SEQUENTIAL \
            python3 "/forewarn/peers/$3" /forewarn/models /forewarn/exchange
        """;

    private readonly Process _process;

    /// <summary>
    /// PyTorch in its own root. It sees nothing of this machine but <c>/proc</c> and <c>/sys</c>, from which it learns what the processor can do.
    /// </summary>
    /// <param name="script">What answers, a file of <c>peers</c>.</param>
    public PeerProcess(PeerRoot root, string library, string script)
        : this(library, new("unshare", ["--mount", "sh", "-c", Enter, "peer", root.Folder, library, script])) { }

    private PeerProcess(string library, ProcessStartInfo start)
    {
        Library = library;
        (start.RedirectStandardInput, start.RedirectStandardOutput) = (true, true);
        _process = Process.Start(start)!;
    }

    /// <summary>numpy of the system's own Python, which tests install (<c>python3-numpy</c>).</summary>
    /// <param name="script">Path of what answers.</param>
    /// <param name="exchange">Folder that both sides read and write.</param>
    /// <exception cref="ForewarnException">There is no such Python.</exception>
    public static PeerProcess OfSystem(string script, string exchange)
    {
        const string Python = "/usr/bin/python3";
        if (!File.Exists(Python))
            throw ForewarnException.Of("peer", $"no {Python}", "Python with numpy", "Install python3-numpy.", ExitCode.Environment);
        var start = new ProcessStartInfo(Python, ["-B", script, "-", exchange]);
        foreach (string variable in (string[])["OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"]) start.Environment[variable] = "1";
        return new("numpy", start);
    }

    /// <summary>Matrix library in use.</summary>
    public string Library { get; }

    /// <summary>Loads everything and finds the fastest form of every function.</summary>
    /// <param name="compile">Whether <c>torch.compile</c> is among the forms; it takes minutes.</param>
    public JsonElement Prepare(bool compile) => Ask($$"""{"do": "prepare", "compile": {{(compile ? "true" : "false")}}}""");

    /// <summary>Computes one of the works once; its arrays lie in the exchange folder afterwards.</summary>
    public JsonElement Answer(string what) => Ask($$"""{"do": "answer", "what": "{{what}}"}""");

    /// <summary>Computes everything once; arrays lie in the exchange folder afterwards.</summary>
    public JsonElement Answer() => Ask("""{"do": "answer"}""");

    /// <param name="what">Name of the work, as the script knows it.</param>
    public Cost Time(string what, int repeats)
    {
        var answer = Ask($$"""{"do": "time", "what": "{{what}}", "repeats": {{repeats}}}""");
        return new(answer.GetProperty("wall").GetDouble(), answer.GetProperty("cpu").GetDouble());
    }

    public void Dispose()
    {
        _process.StandardInput.Close();
        if (!_process.WaitForExit(5000)) _process.Kill(entireProcessTree: true);
        _process.Dispose();
    }

    private JsonElement Ask(string request)
    {
        string? answer;
        try
        {
            _process.StandardInput.WriteLine(request);
            _process.StandardInput.Flush();
            answer = _process.StandardOutput.ReadLine();
        }
        catch (IOException)
        {
            answer = null;
        }
        return answer is null
            ? throw new ForewarnException($"peer ({Library}): it ended during {request}; its own words stand above.")
            : JsonDocument.Parse(answer).RootElement.Clone();
    }
}
