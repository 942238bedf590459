using Forewarn.Core;

namespace Forewarn.Recording.SafeTensors;

/// <summary>The errors of this format in the house's one shape.</summary>
internal static class SafeTensorsFault
{
    public static ForewarnException Of(string source, string found, string wanted, Exception? cause = null) => ForewarnException.Of(
        $"safetensors '{source}'", found, wanted, "The file is damaged or of another kind: write or download it again.",
        ExitCode.Usage, cause);
}
