#include "tests/gui/demowindow.h"

#include "models/items/floormodel.h"
#include "widgets/common/paperrun.h"
#include "widgets/common/tablepaper.h"
#include "widgets/common/tableview.h"

#include <QComboBox>
#include <QDialog>
#include <QImage>
#include <QLineEdit>
#include <QPainter>
#include <QProgressBar>
#include <QRegularExpression>
#include <QSemaphore>
#include <QSignalSpy>
#include <QTest>
#include <QThread>
#include <QTreeWidget>

using namespace rackhouse;

namespace
{

/// Pages that wait until the test lets them be drawn.
class SlowPaper : public Paper
{
public:
    QString title() const override { return u"slow"_qs; }
    int pages() const override { return 400; }
    QSizeF sizeMm(int) const override { return {210, 297}; }
    Result<void> paint(QPainter& painter, int) const override
    {
        onGui = QThread::currentThread() == qApp->thread();
        allowed.acquire();
        painter.drawLine(0, 0, 100, 100);
        return {};
    }

    mutable QSemaphore allowed;
    mutable std::atomic<bool> onGui = true;
};

struct Pdf {
    qsizetype pages = 0;
    QSizeF sizeMm;
};

Pdf pdfIn(const QString& path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return {};
    const QString text = QString::fromLatin1(file.readAll());
    static const QRegularExpression box(u"/MediaBox \\[0 0 ([0-9.]+) ([0-9.]+)\\]"_qs);
    static const QRegularExpression page(u"/Type /Page\\b"_qs);
    const auto match = box.match(text);
    constexpr double point = 25.4 / 72;
    return {text.count(page),
            {match.captured(1).toDouble() * point, match.captured(2).toDouble() * point}};
}

} // namespace

/// What goes on paper: of the real window, as PDF.
class TestGuiPaper : public QObject
{
    Q_OBJECT

private slots:
    void init()
    {
        m_demo = std::make_unique<DemoWindow>();
        QVERIFY(QTest::qWaitForWindowActive(&m_demo->window()));
    }
    void cleanup() { m_demo.reset(); }

    void aTableIsPrintedByKeyboard()
    {
        m_demo->window().open(Page::makeLink(u"/machines"_qs));
        const auto* table = find<TableView>(u"machines.table"_qs);
        QTRY_COMPARE(table->model()->rowCount(), 26);
        const Pdf pdf = print();
        QCOMPARE(pdf.pages, 1);
        QVERIFY2(pdf.sizeMm.width() > pdf.sizeMm.height(), "a table lies");
    }

    void theHallFitsOnOneSheet()
    {
        m_demo->window().open(QUrl(u"rackhouse:/floor?view=plan"_qs));
        QTRY_VERIFY(action()->isEnabled());
        const Pdf pdf = print();
        QCOMPARE(pdf.pages, 1);
        QCOMPARE(qRound(qMax(pdf.sizeMm.width(), pdf.sizeMm.height())), 420);
    }

    void theFloorAsAListAndThePowerArePrinted()
    {
        m_demo->window().open(QUrl(u"rackhouse:/floor?view=list"_qs));
        QTRY_VERIFY(action()->isEnabled());
        QCOMPARE(print().pages, 1);
        m_demo->window().open(Page::makeLink(u"/power"_qs));
        QTRY_VERIFY(find<QTreeWidget>(u"power.tree"_qs)->topLevelItemCount() > 0);
        QVERIFY(print().pages >= 1);
        // What has nothing to print says so.
        m_demo->window().open(Page::makeLink(u"/settings"_qs));
        QVERIFY(!action()->isEnabled());
        QVERIFY(!action()->toolTip().isEmpty());
    }

    void theFabricFitsOnOneSheet()
    {
        m_demo->window().open(Page::makeLink(u"/fabric"_qs));
        QTRY_VERIFY(action()->isEnabled());
        QCOMPARE(print().pages, 1);
    }

    /// Every line is on one page and each page says which one it is.
    void aLongTableHasAllItsLines()
    {
        std::vector<int> asked;
        TablePaper::Content content{u"Machines"_qs, u"all"_qs, {{u"Name"_qs, 100}}, 1'000, {}};
        content.lines = [&asked](int first, int count) {
            for (int i = 0; i < count; ++i)
                asked.push_back(first + i);
            return Result<std::vector<QStringList>>(
                std::vector<QStringList>(size_t(count), {u"r1-u01"_qs}));
        };
        const TablePaper paper(std::move(content));
        QVERIFY(paper.pages() > 10);
        QImage image(2970, 2100, QImage::Format_ARGB32);
        for (int page = 0; page < paper.pages(); ++page) {
            image.fill(Qt::white);
            QPainter painter(&image);
            QVERIFY(paper.paint(painter, page));
            painter.end();
            // The number of the page, at the lower right.
            const QImage corner = image.copy(2400, 1950, 470, 60);
            QImage blank = corner;
            blank.fill(Qt::white);
            QVERIFY(corner != blank);
        }
        std::vector<int> all(1'000);
        std::iota(all.begin(), all.end(), 0);
        QCOMPARE(asked, all);
    }

    /// Hundreds of pages are drawn beside the window, and can be broken off.
    void aLongPrintIsBrokenOff()
    {
        QTemporaryDir folder;
        const QString path = folder.filePath(u"slow.pdf"_qs);
        const auto paper = std::make_shared<SlowPaper>();
        PaperRun run(paper, nullptr);
        const QSignalSpy progressed(&run, &PaperRun::progressed);
        const QSignalSpy cancelled(&run, &PaperRun::cancelled);
        run.writePdf(path);
        paper->allowed.release(2);
        QTRY_COMPARE(progressed.size(), 2);
        QVERIFY(!paper->onGui);
        run.cancel();
        paper->allowed.release();
        QTRY_COMPARE(cancelled.size(), 1);
        QVERIFY2(QDir(folder.path()).isEmpty(), "a part of a file was left");
    }

    void aFolderThatCannotBeWrittenIsSaid()
    {
        m_demo->window().open(Page::makeLink(u"/machines"_qs));
        m_demo->nextFile(u"no-such-folder/table.pdf"_qs);
        auto* dialog = openDialog();
        QTest::keyClick(dialog, Qt::Key_Return);
        auto* strip = find<QWidget>(u"paper.message"_qs);
        QTRY_VERIFY(strip->isVisible());
        QVERIFY(dialog->isVisible());
    }

private:
    template <class T>
    T* find(const QString& name)
    {
        return m_demo->window().findChild<T*>(name);
    }
    QAction* action() { return m_demo->actions().action(u"page.print"_qs); }
    QDialog* openDialog()
    {
        m_demo->window().activateWindow();
        if (!QTest::qWaitForWindowActive(&m_demo->window()))
            return nullptr;
        QTest::keyClick(&m_demo->window(), Qt::Key_P, Qt::ControlModifier | Qt::AltModifier);
        return qobject_cast<QDialog*>(QApplication::activeModalWidget());
    }
    /// Ctrl+Alt+P, Enter.
    Pdf print()
    {
        const QString path = m_demo->nextFile(u"page%1.pdf"_qs.arg(++m_files));
        const QPointer<QDialog> dialog = openDialog();
        if (!dialog)
            return {};
        QTest::keyClick(dialog, Qt::Key_Return);
        const auto isWritten = [&] {
            return !dialog && QFile::exists(path);
        };
        return QTest::qWaitFor(isWritten, 20'000) ? pdfIn(path) : Pdf();
    }

    std::unique_ptr<DemoWindow> m_demo;
    int m_files = 0;
};

QTEST_MAIN(TestGuiPaper)
#include "test_gui_paper.moc"
