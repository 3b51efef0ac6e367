package io.tidegate.store;

import io.tidegate.flow.Transactions;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.util.function.Supplier;

/** The container's transactions, which the pool's connections join. */
@Singleton
public class JtaTransactions implements Transactions {
    @Override
    @Transactional(Transactional.TxType.REQUIRED)
    public <T> T inOne(Supplier<T> work) {
        return work.get();
    }
}
