// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/look/announcement.h"

#include <QAccessible>
#include <QCoreApplication>
#include <QPointer>
#include <QTimer>
#include <QWidget>

namespace holdline::widgets {

#if QT_VERSION < QT_VERSION_CHECK(6, 8, 0)
namespace {

using namespace std::chrono_literals;

constexpr std::chrono::milliseconds kKept = 1min; // long enough for every screen reader to ask

/// Qt before 6.8 has no announcements, and does not pass its alerts on to AT-SPI. Screen readers
/// speak the name of a notification that appears, so each announcement is one.
class Notification : public QAccessibleInterface
{
public:
    Notification(QWidget &source, const QString &words) : m_source(&source), m_words(words) { }

    bool isValid() const override { return !m_source.isNull(); }
    QObject *object() const override { return nullptr; }
    QAccessibleInterface *childAt(int, int) const override { return nullptr; }
    QAccessibleInterface *parent() const override
    {
        return QAccessible::queryAccessibleInterface(m_source);
    }
    QAccessibleInterface *child(int) const override { return nullptr; }
    int childCount() const override { return 0; }
    int indexOfChild(const QAccessibleInterface *) const override { return -1; }
    QString text(QAccessible::Text kind) const override
    {
        return kind == QAccessible::Name ? m_words : QString();
    }
    void setText(QAccessible::Text, const QString &) override { }
    QRect rect() const override { return {}; }
    QAccessible::Role role() const override { return QAccessible::Notification; }
    QAccessible::State state() const override { return {}; }

private:
    QPointer<QWidget> m_source;
    QString m_words;
};

} // namespace
#endif

void announce(QWidget &source, const QString &words)
{
    if (!QAccessible::isActive())
        return;
#if QT_VERSION >= QT_VERSION_CHECK(6, 8, 0)
    QAccessibleAnnouncementEvent event(&source, words);
    QAccessible::updateAccessibility(&event);
#else
    // Qt owns it until it is deleted by its id.
    auto *notification = new Notification(source, words);
    QAccessibleEvent event(notification, QAccessible::ObjectShow);
    QAccessible::updateAccessibility(&event);
    QTimer::singleShot(kKept, qApp,
                       [id = event.uniqueId()] { QAccessible::deleteAccessibleInterface(id); });
#endif
}

} // namespace holdline::widgets
