using System.Runtime.InteropServices;

namespace Orleans.Simulation.Driver.Checkpoints;

/// <summary>Files and names that outlive a loss of power.</summary>
internal static partial class DurableFile
{
    private const int ReadOnly = 0;

    /// <summary>Writes a file in one step: afterwards it has the new content or, after a crash, the old one.</summary>
    public static void Replace(string path, ReadOnlySpan<byte> content)
    {
        var next = path + ".next";
        using (var file = File.Create(next))
        {
            file.Write(content);
            file.Flush(flushToDisk: true);
        }

        File.Move(next, path, overwrite: true);
        SyncFolder(Path.GetDirectoryName(path)!);
    }

    /// <summary>Makes the names in a folder safe on the disk.</summary>
    /// <remarks>.NET opens no folders, hence the system's own calls. Windows keeps names in a journal of its own.</remarks>
    public static void SyncFolder(string folder)
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        var handle = Open(folder, ReadOnly);
        if (handle < 0)
        {
            throw new IOException($"{folder} cannot be opened to be synchronised: error {Marshal.GetLastPInvokeError()}");
        }

        var status = Synchronise(handle);
        var error = Marshal.GetLastPInvokeError();
        _ = Close(handle);
        if (status != 0)
        {
            throw new IOException($"{folder} cannot be synchronised: error {error}");
        }
    }

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Open(string path, int flags);

    [LibraryImport("libc", EntryPoint = "fsync", SetLastError = true)]
    private static partial int Synchronise(int handle);

    [LibraryImport("libc", EntryPoint = "close", SetLastError = true)]
    private static partial int Close(int handle);
}
