using System.Runtime.InteropServices;
using Forewarn.Core;
using Forewarn.RosBridge.Cyclone.Native;

namespace Forewarn.RosBridge.Cyclone;

/// <summary>Turns CycloneDDS's negative results into messages.</summary>
internal static unsafe class DdsError
{
    /// <param name="thing">What was wanted, for example <c>topic '/chatter'</c>.</param>
    /// <param name="fix">What to look at, if anything is known.</param>
    public static int Check(int result, string thing, string fix = "CycloneDDS's own log may say more (CYCLONEDDS_URI, Tracing).") =>
        result >= 0 ? result : throw ForewarnException.Of(thing, Text(result), "CycloneDDS to take it", fix, ExitCode.Environment);

    private static string Text(int result) => $"'{Marshal.PtrToStringUTF8((nint)DdsNative.ErrorText(result))}' ({result})";
}
