package io.tidegate.terraformcloud;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** Ends with an error when more comes out of a compressed stream than may be in it, or too much for what went in. */
final class BoundedInflation extends FilterInputStream {
    /** More than there may be. */
    static final class TooLarge extends IOException {
        private static final long serialVersionUID = 1;

        TooLarge() {
            super("the archive is larger than it may be");
        }
    }

    /** Small archives may be as repetitive as they like. */
    private static final long NEGLIGIBLE = 1 << 20;

    private final CountingStream compressed;
    private final long most;
    private final int ratio;
    private long count;

    BoundedInflation(InputStream inflated, CountingStream compressed, long most, int ratio) {
        super(inflated);
        this.compressed = compressed;
        this.most = most;
        this.ratio = ratio;
    }

    private void check() throws TooLarge {
        if (count > most || count > NEGLIGIBLE && count > compressed.count() * ratio) {
            throw new TooLarge();
        }
    }

    @Override
    public int read() throws IOException {
        int read = super.read();
        count += read < 0 ? 0 : 1;
        check();
        return read;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        int read = super.read(bytes, offset, length);
        count += Math.max(0, read);
        check();
        return read;
    }

    @Override
    public long skip(long n) throws IOException {
        return readNBytes((int) Math.min(n, 1 << 16)).length;
    }
}
