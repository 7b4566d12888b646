#pragma once

#include "widgets/common/paper.h"

#include <QObject>
#include <QThreadPool>

#include <atomic>
#include <memory>

class QPagedPaintDevice;
class QPrinter;

namespace rackhouse
{

/// Draws pages one after the other on a worker. A file that is not complete is not there.
class PaperRun : public QObject
{
    Q_OBJECT

public:
    PaperRun(std::shared_ptr<const Paper> paper, QObject* parent);
    /// Breaks off, and waits for the page that is being drawn.
    ~PaperRun() override;

    void writePdf(const QString& path);
    void writeSvg(const QString& path);
    void print(std::shared_ptr<QPrinter> printer);
    void cancel() { m_cancelled = true; }

signals:
    void progressed(int pages, int of);
    void done();
    void cancelled();
    void failed(const rackhouse::Error& error);

private:
    Result<void> draw(QPagedPaintDevice& device);

    std::shared_ptr<const Paper> m_paper;
    std::atomic<bool> m_cancelled = false;
    QThreadPool m_pool;
};

} // namespace rackhouse
