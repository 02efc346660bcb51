// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/exponentialbackoff.h"

#include <QWidget>

#include <memory>

namespace Ui {
class BackoffEditor;
}

namespace holdline::widgets {

/// Lets its user choose how to try again when the line is lost: one of the presets, or figures of
/// their own.
class BackoffEditor : public QWidget
{
    Q_OBJECT

public:
    explicit BackoffEditor(QWidget *parent = nullptr);
    ~BackoffEditor() override;

    void setPolicy(const BackoffPolicy &policy);
    BackoffPolicy policy() const;
    /// What is wrong with it, a sentence; empty: nothing.
    QString complaint() const;

    /// "Waits 1, 2, 4 … 30 s and gives up after 10 tries."
    static QString words(const BackoffPolicy &policy);

Q_SIGNALS:
    void changed();

private:
    void onPreset();
    void showFigures(const BackoffPolicy &policy);
    void refresh();

    std::unique_ptr<Ui::BackoffEditor> m_ui;
};

} // namespace holdline::widgets
