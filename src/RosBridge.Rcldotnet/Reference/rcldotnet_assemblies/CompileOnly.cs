using System;

namespace ROS2;

/// <summary>Bodies of this assembly: it is what the adapter is compiled against, and nothing that runs.</summary>
internal static class CompileOnly
{
    public static NotSupportedException Body => new("rcldotnet: found the assembly for the compiler, wanted that of a ROS workspace.");
}
