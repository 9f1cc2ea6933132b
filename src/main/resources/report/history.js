views.history = {};
theme(false);
show();
