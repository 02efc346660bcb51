// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/readablewidgets.h"

#include "widgets/panes/banner.h"
#include "widgets/panes/connectionstatuswidget.h"
#include "widgets/panes/leveldisplay.h"

#include <QAccessibleWidget>
#include <QCoreApplication>
#include <QLabel>

namespace holdline::widgets {

using namespace Qt::StringLiterals;

namespace {

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(holdline::widgets::ReadableWidgets)
};

/// Qt reads either the name or the text.
class ReadableLabel : public QAccessibleWidget
{
public:
    explicit ReadableLabel(QLabel *label) : QAccessibleWidget(label, QAccessible::StaticText) { }

    QString text(QAccessible::Text kind) const override
    {
        const QString shown = qobject_cast<QLabel *>(widget())->text();
        if (kind == QAccessible::Value)
            return shown;
        const QString name = widget()->accessibleName();
        if (kind == QAccessible::Name && !name.isEmpty())
            return shown.isEmpty() ? name
                                   : Words::tr("%1: %2", "what it is: its value").arg(name, shown);
        return QAccessibleWidget::text(kind);
    }
};

/// The level in percent.
class ReadableLevel : public QAccessibleWidget, public QAccessibleValueInterface
{
public:
    explicit ReadableLevel(LevelDisplay *display)
        : QAccessibleWidget(display, QAccessible::ProgressBar)
    {
    }

    void *interface_cast(QAccessible::InterfaceType type) override
    {
        if (type == QAccessible::ValueInterface)
            return static_cast<QAccessibleValueInterface *>(this);
        return QAccessibleWidget::interface_cast(type);
    }

    QString text(QAccessible::Text kind) const override
    {
        return kind == QAccessible::Value ? Words::tr("%1 %", "percent").arg(percent())
                                          : QAccessibleWidget::text(kind);
    }

    QVariant currentValue() const override { return percent(); }
    void setCurrentValue(const QVariant &) override { }
    QVariant maximumValue() const override { return 100; }
    QVariant minimumValue() const override { return 0; }
    QVariant minimumStepSize() const override { return 1; }

private:
    int percent() const
    {
        return qRound(qobject_cast<LevelDisplay *>(widget())->latestLevel() * 100);
    }
};

QAccessibleInterface *readable(const QString &, QObject *object)
{
    // A label without a name is read as Qt does it. A name has to be set before the first text.
    if (auto *label = qobject_cast<QLabel *>(object); label && !label->accessibleName().isEmpty())
        return new ReadableLabel(label);
    if (auto *level = qobject_cast<LevelDisplay *>(object))
        return new ReadableLevel(level);
    if (auto *status = qobject_cast<ConnectionStatusWidget *>(object))
        return new QAccessibleWidget(status, QAccessible::StatusBar);
    if (auto *banner = qobject_cast<Banner *>(object))
        return new QAccessibleWidget(banner, QAccessible::AlertMessage);
    return nullptr;
}

} // namespace

void makeWidgetsReadable()
{
    QAccessible::installFactory(&readable);
}

} // namespace holdline::widgets
