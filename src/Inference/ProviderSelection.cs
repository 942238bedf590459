using Forewarn.Core;
using Microsoft.ML.OnnxRuntime;

namespace Forewarn.Inference;

/// <summary>
/// Opens sessions on the best provider that works, TensorRT before CUDA before CPU, and remembers which one that was.
/// One selection serves all graphs of a package, so that a fallback is reported once.
/// </summary>
public sealed class ProviderSelection
{
    private readonly RuntimeOptions _options;
    private readonly Queue<string> _candidates;
    private readonly List<string> _reasons = [];
    private bool _reported;

    /// <exception cref="ForewarnException">The options contradict themselves.</exception>
    public ProviderSelection(RuntimeOptions options)
    {
        if (options.IntraOpThreads < 1)
            throw ForewarnException.Of("intra-op threads", $"{options.IntraOpThreads}", "1 or more",
                "Set it to the number of cores kept free for inference.", ExitCode.Usage);
        if (options is { RequireAccelerator: true, Device: Device.Cpu })
            throw ForewarnException.Of("require-accelerator", "device cpu", "device cuda or auto",
                "Name an accelerator, or do not require one.", ExitCode.Usage);
        _options = options;
        _candidates = new(options.Device switch
        {
            Device.Cpu => ["CPU"],
            Device.Cuda => ["CUDA", "CPU"],
            _ => ["TensorRT", "CUDA", "CPU"],
        });
    }

    /// <summary><c>TensorRT</c>, <c>CUDA</c> or <c>CPU</c>: what the last opened session runs on.</summary>
    public string InUse => _candidates.Peek();

    /// <param name="open">Makes the session, from bytes or a file.</param>
    /// <param name="what">Names the graph in messages.</param>
    /// <exception cref="ForewarnException">
    /// The graph cannot be read (exit code 1), an accelerator is required and none works, or the CPU lacks an operator (exit code 3).
    /// </exception>
    internal InferenceSession Open(Func<SessionOptions, InferenceSession> open, string what)
    {
        while (true)
        {
            string provider = _candidates.Peek();
            if (provider == "CPU" && _options.RequireAccelerator)
                throw ForewarnException.Of("accelerator", string.Join("; ", _reasons), Requested,
                    "Install what is missing, or do not require an accelerator.", ExitCode.Environment);
            try
            {
                using var options = Options(provider);
                var session = open(options);
                Report(provider);
                return session;
            }
            catch (Exception cause) when (provider != "CPU" && IsUnavailable(cause))
            {
                _reasons.Add($"{provider}: {Reason(cause)}");
                _candidates.Dequeue();
            }
            catch (OnnxRuntimeException cause) when (LacksOperator(cause))
            {
                throw ForewarnException.Of(what, RuntimeMessage.Of(cause), $"operators and element types that the {provider} can run",
                    "Take the model in another precision, such as full or int8, or run it on the accelerator that it was exported for.",
                    ExitCode.Environment, cause);
            }
            catch (OnnxRuntimeException cause)
            {
                throw ForewarnException.Of(what, RuntimeMessage.Of(cause), "an ONNX model this runtime can build",
                    "The file is damaged or was made for another version: copy or export the package again.",
                    cause: cause);
            }
        }
    }

    private string Requested => _options.Device.ToString().ToLowerInvariant();

    private static bool IsUnavailable(Exception cause) =>
        cause is EntryPointNotFoundException or DllNotFoundException or OnnxRuntimeException;

    /// <summary>Both texts are the runtime's own; which one comes depends on where it notices.</summary>
    private static bool LacksOperator(Exception cause) => cause.Message.Contains("Could not find an implementation", StringComparison.Ordinal)
        || cause.Message.Contains("Failed to find kernel", StringComparison.Ordinal);

    private static string Reason(Exception cause) => cause switch
    {
        EntryPointNotFoundException => "this build of ONNX Runtime does not contain it",
        DllNotFoundException => $"a native library is missing ({RuntimeMessage.FirstLine(cause.Message)})",
        _ => RuntimeMessage.Of(cause),
    };

    private void Report(string provider)
    {
        if (_reported || _reasons.Count == 0) return;
        _reported = true;
        string reasons = string.Join("; ", _reasons);
        _options.Report?.Invoke($"accelerator: requested {Requested}; {reasons}; in use: {provider}");
    }

    private SessionOptions Options(string provider)
    {
        var options = new SessionOptions
        {
            ExecutionMode = ExecutionMode.ORT_SEQUENTIAL,
            InterOpNumThreads = 1,
            IntraOpNumThreads = _options.IntraOpThreads,
            GraphOptimizationLevel = GraphOptimizationLevel.ORT_ENABLE_ALL,
            // Every failure reaches the caller as an exception; the native log would print it a second time.
            LogSeverityLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL,
        };
        try
        {
            options.AddSessionConfigEntry("session.intra_op.allow_spinning", _options.AllowSpinning ? "1" : "0");
            if (provider == "TensorRT") options.AppendExecutionProvider_Tensorrt(_options.DeviceIndex);
            if (provider is "TensorRT" or "CUDA") options.AppendExecutionProvider_CUDA(_options.DeviceIndex);
            return options;
        }
        catch
        {
            options.Dispose();
            throw;
        }
    }
}
