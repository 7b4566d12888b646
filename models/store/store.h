#pragma once

#include "models/store/reader.h"
#include "models/store/threadconnections.h"
#include "models/store/writer.h"

#include <QFuture>
#include <QObject>
#include <QPromise>

#include <functional>
#include <memory>

namespace rackhouse
{

class WriterThread;

/// The site's database: one SQLite file in WAL mode, one thread that writes, read connections for
/// every other.
///
/// Safe to call from any thread. A write is durable (synchronous=FULL) when its future finishes.
class Store : public QObject
{
    Q_OBJECT

public:
    /// Opens or creates the file and brings its schema up to date. Errors: "store-failed",
    /// "disk-full", and "store-too-new" where a newer Rackhouse wrote it.
    static Result<std::unique_ptr<Store>> open(const QString& path, const Clock& clock);
    ~Store() override;

    /// Runs the work on the writer thread inside a transaction that it may share with other work.
    /// The future finishes after the commit. Work that fails is rolled back alone; a commit that
    /// fails fails all work in it.
    template <class R>
    QFuture<Result<R>> write(std::function<Result<R>(Writer&)> work)
    {
        struct State {
            QPromise<Result<R>> promise;
            Result<R> result = fail("internal");
        };
        auto state = std::make_shared<State>();
        state->promise.start();
        QFuture<Result<R>> future = state->promise.future();
        enqueue({[state, work = std::move(work)](Writer& writer) -> Result<void> {
                     state->result = work(writer);
                     if (!state->result)
                         return fail(state->result.error());
                     return {};
                 },
                 [state](const Result<void>& committed) {
                     state->promise.addResult(committed ? std::move(state->result)
                                                        : Result<R>(fail(committed.error())));
                     state->promise.finish();
                 }});
        return future;
    }

    /// Runs the work on the calling thread, on its own read connection, in one snapshot.
    template <class R>
    Result<R> read(std::function<Result<R>(Reader&)> work) const
    {
        Result<R> result = fail("internal");
        if (auto done = readOn([&result, &work](Reader& reader) { result = work(reader); }); !done)
            return fail(done.error());
        return result;
    }

    /// Writes a consistent copy to a new file while the store is in use. Errors: "store-failed",
    /// "disk-full".
    Result<void> backupTo(const QString& path) const;

    QString path() const { return m_path; }
    const Clock& clock() const { return m_clock; }

    /// One piece of work for the writer thread.
    struct Task {
        std::function<Result<void>(Writer&)> run;
        std::function<void(const Result<void>& committed)> finish;
    };

signals:
    /// After a commit that changed the feed. Emitted on the writer thread.
    void changed(qint64 lastSeq);

private:
    Store(QString path, const Clock& clock);
    void enqueue(Task task);
    Result<void> readOn(const std::function<void(Reader&)>& work) const;

    QString m_path;
    const Clock& m_clock;
    ThreadConnections m_readers;
    std::unique_ptr<WriterThread> m_writer;
};

} // namespace rackhouse
