using System.Diagnostics;
using System.Globalization;

namespace Forewarn.Cli.Studies.OverRos;

/// <summary>Another verb of this very program in a process of its own, on a private loopback domain; ends with this object.</summary>
internal sealed class ChildProcess : IDisposable
{
    private readonly Process _process;
    private readonly List<string> _lines = [];

    /// <param name="domain">ROS domain, loopback only.</param>
    public ChildProcess(uint domain, params IReadOnlyList<string> arguments)
    {
        string assembly = typeof(ChildProcess).Assembly.Location, host = Path.ChangeExtension(assembly, null);
        // `dotnet forewarn.dll` and the program's own host are both ways to be started.
        bool isHosted = File.Exists(host) && Path.GetFileNameWithoutExtension(Environment.ProcessPath) != "dotnet";
        var start = new ProcessStartInfo(isHosted ? host : "dotnet") { RedirectStandardOutput = true, RedirectStandardError = true };
        if (!isHosted) start.ArgumentList.Add(assembly);
        foreach (string argument in arguments) start.ArgumentList.Add(argument);
        start.Environment["ROS_DOMAIN_ID"] = domain.ToString(CultureInfo.InvariantCulture);
        start.Environment["ROS_LOCALHOST_ONLY"] = "1";
        _process = Process.Start(start)!;
        _process.OutputDataReceived += (_, line) => Keep(line.Data);
        _process.ErrorDataReceived += (_, line) => Keep(line.Data);
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    public bool IsRunning => !_process.HasExited;

    /// <summary>The last lines it wrote.</summary>
    public string Tail
    {
        get { lock (_lines) return string.Join('\n', _lines.TakeLast(8)); }
    }

    /// <summary>Resident memory, MB; 0 when it is gone or the system does not tell.</summary>
    public double ResidentMb()
    {
        string status = $"/proc/{_process.Id}/status";
        if (_process.HasExited || !File.Exists(status)) return 0;
        string? line = File.ReadLines(status).FirstOrDefault(l => l.StartsWith("VmRSS:", StringComparison.Ordinal));
        return line is null ? 0 : double.Parse(line.Split(':')[1].Replace("kB", "", StringComparison.Ordinal), CultureInfo.InvariantCulture) / 1024;
    }

    /// <summary>Ends it without a goodbye, as SIGKILL does.</summary>
    public void Kill() => _process.Kill();

    /// <summary>Whether it wrote a line that holds a text.</summary>
    public bool Said(string text)
    {
        lock (_lines) return _lines.Any(line => line.Contains(text, StringComparison.Ordinal));
    }

    public void Dispose()
    {
        if (!_process.HasExited) _process.Kill();
        _process.WaitForExit();
        _process.Dispose();
    }

    private void Keep(string? line)
    {
        if (line is null) return;
        lock (_lines) _lines.Add(line);
    }
}
